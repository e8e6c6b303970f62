/** What a connection carries: the mean sizes of its request and of its answer. */
import { bytesText } from './quantities.ts';

/** 1 TiB: assumption, more than any answer. Sums are exact to 2^53 bytes (8 PiB), and right to 15 digits beyond. */
const SIZE_BYTES_MAX = 2 ** 40;

export const payloadShape = {
  requestSize: bytesText(SIZE_BYTES_MAX)
    .optional()
    .describe('Mean size of a request, without what TLS and TCP add. Default: bytes are not counted.'),
  responseSize: bytesText(SIZE_BYTES_MAX).optional().describe('The same of an answer.'),
};
