/**
 * The standard-time offset of a place, resolved once, here, so that the simulation needs no time-zone data.
 *
 * tz-lookup gives the IANA zone; Intl gives the zone's offset in mid January and mid July 2025, of which the smaller
 * is standard time in either hemisphere (daylight saving time adds). A fixed offset keeps a simulated day 24 hours
 * long; it is an hour off in summer.
 */
import tzLookup from 'tz-lookup';

const JANUARY = new Date('2025-01-15T12:00:00Z');
const JULY = new Date('2025-07-15T12:00:00Z');

export function standardUtcOffsetMinutes(latDeg: number, lonDeg: number): number {
  const zone = tzLookup(latDeg, lonDeg);
  return Math.min(utcOffsetMinutesAt(zone, JANUARY), utcOffsetMinutesAt(zone, JULY));
}

function utcOffsetMinutesAt(zone: string, instant: Date): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')!.value;
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name);
  if (match === null) throw new Error(`offset of ${zone} not understood: ${name}`);
  if (match[1] === undefined) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
