/** What every control of a parameter gets. A change carries the name of its gesture. */
export interface FieldProps<T> {
  readonly id: string;
  readonly testId?: string;
  readonly label: string;
  readonly describedBy?: string;
  readonly value: T;
  /** Whether it stands for several that differ: `value` is the first of them, and none is shown. */
  readonly isMixed?: boolean;
  readonly disabled?: boolean;
  change(value: T, gesture: string): void;
}

/** What the element that takes the input carries, whatever it is. */
export function attributesOf({ id, testId, label, describedBy }: Omit<FieldProps<unknown>, 'value' | 'change'>) {
  return { id, 'data-testid': testId, 'aria-label': label, 'aria-describedby': describedBy };
}
