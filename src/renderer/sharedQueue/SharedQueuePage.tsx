import { useState } from 'preact/hooks';
import type { Problem } from '../../graph/problem.ts';
import { providers } from '../../protocol/providers.ts';
import type { QueueWishes, SharedQueue } from '../../protocol/sharedQueueCalls.ts';
import { useApp } from '../app/context.ts';
import { Phrase } from '../components/Phrase.tsx';
import { Setting } from '../components/Setting.tsx';
import { SelectField, ToggleField } from '../controls/choices.tsx';
import { texts } from '../text/texts.ts';
import { WorkerList } from './WorkerList.tsx';

/** Where the queue and the store are that several machines share. */
export function SharedQueuePage() {
  const { sharedQueue } = useApp();
  const named = sharedQueue.named.value;
  if (!named) return <p class="muted">{texts.common.notConnected}</p>;
  return (
    <>
      <section class="settings-group">
        <h3>{texts.sharedQueue.queue}</h3>
        <p class="hint">{texts.sharedQueue.about}</p>
        <QueueForm key={named.address} named={named} />
      </section>
      {named.address !== null && (
        <>
          <section class="settings-group">
            <h3>{texts.sharedQueue.runsSentToQueue}</h3>
            <Wishes wishes={named.wishes} />
          </section>
          <section class="settings-group">
            <h3>{texts.sharedQueue.workers}</h3>
            <WorkerList />
          </section>
        </>
      )}
    </>
  );
}

const ANY = 'any';
const devices = [ANY, ...providers.map(({ name }) => name)];
const deviceTitles = Object.fromEntries(providers.map(({ name, title }) => [name, title]));

/** What is asked of those who compute, and what is sent to them. */
function Wishes({ wishes: { device, sendsModels } }: { readonly wishes: QueueWishes }) {
  const { sharedQueue } = useApp();
  const computeOn = (chosen: string): void => {
    const known = providers.find(({ name }) => name === chosen);
    void sharedQueue.wish({ device: known?.name ?? null });
  };
  return (
    <>
      <Setting title={texts.sharedQueue.device} hint={texts.sharedQueue.deviceAbout}>
        <SelectField
          id="shared-device"
          testId="shared-device"
          label={texts.sharedQueue.device}
          value={device ?? ANY}
          options={devices}
          choices={{ ...deviceTitles, [ANY]: texts.sharedQueue.anyDevice }}
          change={computeOn}
        />
      </Setting>
      <Setting
        title={texts.sharedQueue.sendModels}
        hint={
          <Phrase text={texts.sharedQueue.sendModelsAbout} parts={{ flag: <span class="mono">--fetch-models</span> }} />
        }
      >
        <ToggleField
          id="shared-send-models"
          testId="shared-send-models"
          label={texts.sharedQueue.sendModels}
          value={sendsModels}
          change={(to) => void sharedQueue.wish({ sendsModels: to })}
        />
      </Setting>
    </>
  );
}

function QueueForm({ named }: { readonly named: SharedQueue }) {
  const { sharedQueue } = useApp();
  const [address, setAddress] = useState(named.address ?? '');
  const [password, setPassword] = useState('');
  const [store, setStore] = useState(named.store ?? '');
  const [isConnecting, setConnecting] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const connect = async (): Promise<void> => {
    setConnecting(true);
    setProblem(undefined);
    const fault = await sharedQueue.choose({ address, store, ...(password !== '' && { password }) });
    setConnecting(false);
    setProblem(fault);
    if (fault) return;
    setPassword('');
    sharedQueue.goTo('queue');
  };
  const isWritten = address.trim() !== '' && store.trim() !== '';
  return (
    <form
      class="shared-queue-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWritten && !isConnecting) void connect();
      }}
    >
      <Field
        id="shared-address"
        label={texts.sharedQueue.address}
        placeholder="redis://box:6379"
        value={address}
        change={setAddress}
      />
      <Field
        id="shared-password"
        label={texts.sharedQueue.password}
        isSecret
        placeholder={named.hasPassword ? texts.sharedQueue.passwordSaved : texts.sharedQueue.noPassword}
        value={password}
        change={setPassword}
      />
      <Field
        id="shared-store"
        label={texts.sharedQueue.storeFolder}
        placeholder="/mnt/arcspace"
        value={store}
        change={setStore}
      />
      <div class="shared-queue-actions">
        <button
          type="submit"
          class="button primary"
          data-testid="shared-connect"
          disabled={!isWritten}
          aria-disabled={isConnecting}
        >
          {isConnecting ? texts.sharedQueue.connecting : texts.sharedQueue.connect}
        </button>
        {named.address !== null && (
          <button type="button" class="button" data-testid="shared-forget" onClick={() => void sharedQueue.forget()}>
            {texts.sharedQueue.forget}
          </button>
        )}
        <p class="muted" role="status" data-testid="shared-state">
          {named.address !== null && !problem && !isConnecting ? texts.sharedQueue.connectedTo(named.address) : ''}
        </p>
      </div>
      {problem && (
        <div class="model-fault" role="alert" data-testid="shared-problem">
          <p>{problem.message}</p>
          <p class="muted">{problem.remedy}</p>
        </div>
      )}
    </form>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly isSecret?: boolean;
  readonly placeholder: string;
  readonly value: string;
  change(value: string): void;
}

function Field({ id, label, isSecret = false, placeholder, value, change }: FieldProps) {
  const attributes = {
    id,
    class: 'text-field',
    'data-testid': id,
    autocomplete: 'off',
    spellcheck: false,
    placeholder,
    value,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => change(currentTarget.value),
  } as const;
  return (
    <div class="parameter inline">
      <label class="field-label" for={id}>
        {label}
      </label>
      {isSecret ? <input type="password" {...attributes} /> : <input type="text" {...attributes} />}
    </div>
  );
}
