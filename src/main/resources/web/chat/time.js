const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' });
const dateOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

export function clockOf(time) {
  return clock.format(time);
}

export function fullOf(time) {
  return full.format(time);
}

/** Names a day as people do. */
export function dayOf(time, now = Date.now()) {
  const days = daysAgo(time, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return weekday.format(time);
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? date.format(time) : dateOfYear.format(time);
}

/** For a list: the time of today, else the day. */
export function momentOf(time, now = Date.now()) {
  const days = daysAgo(time, now);
  if (days <= 0) return clockOf(time);
  return days < 7 ? dayOf(time, now) : short.format(time);
}

export function isSameDay(a, b) {
  return startOfDay(a) === startOfDay(b);
}

function daysAgo(time, now) {
  return Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
}

function startOfDay(time) {
  return new Date(time).setHours(0, 0, 0, 0);
}
