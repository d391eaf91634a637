/** Linear equations of a covariance. Pure. */

/** The sum of products. */
export function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, each, at) => sum + each * (other[at] ?? 0), 0);
}

/**
 * Solves `matrix · x = right` by Cholesky's decomposition.
 *
 * @param matrix symmetric and positive definite
 */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const lower: number[][] = [];
  const half: number[] = [];
  for (const [row, values] of matrix.entries()) {
    const line: number[] = [];
    for (let column = 0; column < row; column += 1) {
      const above = lower[column] ?? [];
      line.push(((values[column] ?? 0) - dot(line, above)) / (above[column] ?? 1));
    }
    const rest = (values[row] ?? 0) - dot(line, line);
    if (!(rest > 0)) throw new Error('The covariance is not positive definite');
    const pivot = Math.sqrt(rest);
    half.push(((right[row] ?? 0) - dot(line, half)) / pivot);
    lower.push([...line, pivot]);
  }
  const solution = new Array<number>(half.length).fill(0);
  for (let row = half.length - 1; row >= 0; row -= 1) {
    const below = lower.map((line, at) => (at > row ? (line[row] ?? 0) : 0));
    solution[row] = ((half[row] ?? 0) - dot(below, solution)) / (lower[row]?.[row] ?? 1);
  }
  return solution;
}
