const ALL = '#%@all@%#';
const ACCOUNTS_MAX = 50; // others may write what they like into a message

/** Whom a message asks to look up, as its pushInfo carries it: what the page's SDK calls a forced push. */
export function mentionsOf(msg) {
  const { needForcePush, forcePushIDsList: list = ALL } = msg.pushInfo ?? {};
  if (!needForcePush) return { isAll: false, accounts: [] };
  if (list === ALL) return { isAll: true, accounts: [] };
  try {
    const accounts = JSON.parse(list);
    return { isAll: false, accounts: Array.isArray(accounts) ? accounts.filter((account) => typeof account === 'string').slice(0, ACCOUNTS_MAX) : [] };
  } catch {
    return { isAll: false, accounts: [] };
  }
}

/** @returns the pushInfo of a message that mentions them; undefined if nobody is */
export function pushInfoFor({ isAll, accounts }) {
  if (isAll) return { needForcePush: true, forcePushIDsList: ALL };
  return accounts.length > 0 ? { needForcePush: true, forcePushIDsList: JSON.stringify(accounts) } : undefined;
}

export function mentions(msg, account) {
  const { isAll, accounts } = mentionsOf(msg);
  return isAll || accounts.includes(account);
}

/** What of the text stands for somebody, to be shown so. @param nameOf takes an account */
export function mentionTexts(msg, nameOf) {
  const { isAll, accounts } = mentionsOf(msg);
  const names = accounts.flatMap((account) => [nameOf(account), account]);
  return [...new Set(isAll ? ['@everyone'] : names.map((name) => `@${name}`))].sort((a, b) => b.length - a.length);
}
