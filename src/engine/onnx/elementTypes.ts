/** Types of numbers, as onnx.proto3 counts them. */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
  float8e4m3: 17,
  float8e5m2: 19,
  int4: 22,
} as const;
export type ElementType = keyof typeof elementTypes;

/** Of the type that the runtime names; float32 for one that is not written here. */
export function elementTypeOf(name: string): ElementType {
  return Object.hasOwn(elementTypes, name) ? (name as ElementType) : 'float32';
}
