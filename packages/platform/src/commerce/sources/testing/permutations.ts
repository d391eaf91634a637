/** Every order in which things can come. */
export function permutations<Value>(values: readonly Value[]): Value[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, at) =>
    permutations(values.filter((_, place) => place !== at)).map((rest) => [value, ...rest]),
  );
}
