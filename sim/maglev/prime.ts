/**
 * Primality by trial division: a table's size must be prime, so that every skip visits every slot. At
 * most 1,120 steps below 5,000,011.
 */
export function isPrime(value: number): boolean {
  if (!Number.isInteger(value) || value < 2) return false;
  if (value % 2 === 0) return value === 2;
  for (let divisor = 3; divisor * divisor <= value; divisor += 2) {
    if (value % divisor === 0) return false;
  }
  return true;
}

/** The least prime above a finite `value` below 2^53. */
export function nextPrime(value: number): number {
  let candidate = Math.max(2, Math.floor(value) + 1);
  while (!isPrime(candidate)) candidate++;
  return candidate;
}

/** For messages about a size that is not prime. */
export function primeHint(tableSize: number): string {
  return Number.isSafeInteger(tableSize) ? `the next prime is ${nextPrime(tableSize)}` : 'it is no whole number';
}
