/**
 * Polylines with relative coordinates: about half the characters of the absolute ones that d3 writes. Steps are taken
 * between points on a grid of a tenth of a pixel, so errors do not add up.
 */
const POLYLINE = /^(?:[ML]-?[\d.]+,-?[\d.]+|Z)+$/i;

/** Shortens the `d` of every polyline in `markup`; paths with curves or arcs stay as they are. */
export function compactPaths(markup: string): string {
  return markup.replace(/ d="([^"]*)"/g, (whole, path: string) =>
    POLYLINE.test(path) ? ` d="${compactPath(path)}"` : whole,
  );
}

export function compactPath(path: string): string {
  let text = '';
  let [x, y] = [0, 0];
  let [startX, startY] = [0, 0];
  let isRunning = false;
  for (const [, command, right, down] of path.matchAll(/([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?/g)) {
    if (command === 'Z') {
      text += 'z';
      [x, y] = [startX, startY];
      isRunning = false;
      continue;
    }
    const [toX, toY] = [Math.round(Number(right) * 10), Math.round(Number(down) * 10)];
    if (command === 'M') {
      text += `M${tenths(toX)}${joined(tenths(toY))}`;
      [startX, startY] = [toX, toY];
      isRunning = false;
    } else {
      const step = tenths(toX - x);
      text += `${isRunning ? joined(step) : `l${step}`}${joined(tenths(toY - y))}`;
      isRunning = true;
    }
    [x, y] = [toX, toY];
  }
  return text;
}

/** "0.5" is ".5", "-0.5" is "-.5". */
function tenths(value: number): string {
  return String(value / 10).replace(/^(-?)0\./, '$1.');
}

/** A minus sign separates by itself. */
function joined(number: string): string {
  return number.startsWith('-') ? number : ` ${number}`;
}
