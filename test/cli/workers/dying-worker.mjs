/**
 * A stand-in for the simulation worker that dies without an answer, as one does that runs out of memory.
 */
export default function runOne() {
  process.exit(1);
}
