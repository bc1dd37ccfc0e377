/** What every control of a parameter gets. A change carries the name of its gesture. */
export interface FieldProps<T> {
  readonly id: string;
  readonly testId?: string;
  readonly label: string;
  readonly describedBy?: string;
  readonly value: T;
  readonly disabled?: boolean;
  change(value: T, gesture: string): void;
}

/** What the element that takes the input carries, whatever it is. */
export function attributesOf({ id, testId, label, describedBy }: Omit<FieldProps<unknown>, 'value' | 'change'>) {
  return { id, 'data-testid': testId, 'aria-label': label, 'aria-describedby': describedBy };
}
