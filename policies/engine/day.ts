const form = /^(\d{4})-(\d{2})-(\d{2})$/;
const milliseconds = 86_400_000;

/** Days since 1970-01-01 of a calendar day written `YYYY-MM-DD`; undefined for any other text, 2026-02-30 included. */
export function dayNumber(text: string): number | undefined {
  const [, year, month, day] = form.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.toISOString().startsWith(text) ? date.getTime() / milliseconds : undefined;
}

/** Days from one `YYYY-MM-DD` to another; negative when `until` lies before. Throws when one of them is no day. */
export function daysBetween(from: string, until: string): number {
  const [start, end] = [dayNumber(from), dayNumber(until)];
  if (start === undefined || end === undefined) throw new Error(`"${from}" or "${until}" is no day YYYY-MM-DD`);
  return end - start;
}
