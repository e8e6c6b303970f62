/** A whole number split as evenly as whole numbers allow; earlier parts get what is left over. */
export function evenShares(total: number, partCount: number): number[] {
  const each = Math.floor(total / partCount);
  const extra = total % partCount;
  return Array.from({ length: partCount }, (_, part) => each + (part < extra ? 1 : 0));
}
