export type GeometryFault =
  | 'zero-vector'
  | 'antipodal'
  | 'not-converged'
  | 'dependent'
  | 'negative-radius'
  | 'weights'
  | 'length';

/** A question that has no answer in geometry, such as the direction of the zero vector. The message says which. */
export class GeometryError extends RangeError {
  override readonly name = 'GeometryError';

  constructor(
    readonly fault: GeometryFault,
    message: string,
  ) {
    super(message);
  }
}
