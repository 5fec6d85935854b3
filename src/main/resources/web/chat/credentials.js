const KEY = 'posthouse.credentials';

/**
 * Who is signed in in this tab. A link may carry `#account=…&token=…`; it is taken out of the address bar and the history
 * at once. What is kept stays in this tab, or on this device if the person asked for that. A browser that keeps nothing
 * for us asks again each time.
 */
export function readCredentials() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has('account')) {
    history.replaceState(null, '', location.pathname + location.search);
    const credentials = { account: given.get('account'), token: given.get('token') ?? '' };
    keepCredentials(credentials);
    return credentials;
  }
  return attempt(() => JSON.parse(sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY))) ?? undefined;
}

export function keepCredentials({ account, token, isKept }) {
  const text = JSON.stringify({ account, token });
  attempt(() => sessionStorage.setItem(KEY, text));
  if (isKept) attempt(() => localStorage.setItem(KEY, text));
}

export function dropCredentials() {
  attempt(() => sessionStorage.removeItem(KEY));
  attempt(() => localStorage.removeItem(KEY));
}

/** Storage may be forbidden, full, or hold what an older page wrote. */
function attempt(use) {
  try {
    return use();
  } catch {
    return undefined;
  }
}
