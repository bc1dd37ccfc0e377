import { SelectField } from '../../controls/choices.tsx';
import { bytes } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';

interface Props {
  readonly id: string;
  readonly label: string;
  /** Bytes. */
  readonly value: number;
  readonly choices: readonly number[];
  change(value: number): void;
}

/** How many bytes something may take, among usual numbers of them. */
export function BudgetField({ id, label, value, choices, change }: Props) {
  const offered = [...new Set([...choices, value])].sort((one, other) => one - other);
  return (
    <SelectField
      id={id}
      testId={id}
      label={label}
      value={String(value)}
      options={offered.map(String)}
      choices={Object.fromEntries(
        offered.map((each) => [String(each), each === 0 ? texts.settings.nothing : bytes(each)]),
      )}
      change={(chosen) => change(Number(chosen))}
    />
  );
}
