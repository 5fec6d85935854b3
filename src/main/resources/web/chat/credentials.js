const KEY = 'posthouse.credentials';

/**
 * Who is signed in in this tab. A link may carry `#account=…&token=…`; it is taken out of the address bar and the history
 * at once. What is kept stays in this tab, or on this device if the person asked for that.
 */
export function readCredentials() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has('account')) {
    history.replaceState(null, '', location.pathname + location.search);
    const credentials = { account: given.get('account'), token: given.get('token') ?? '' };
    keepCredentials(credentials);
    return credentials;
  }
  const kept = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
  return kept ? JSON.parse(kept) : undefined;
}

export function keepCredentials({ account, token, isKept }) {
  const text = JSON.stringify({ account, token });
  sessionStorage.setItem(KEY, text);
  if (isKept) localStorage.setItem(KEY, text);
}

export function dropCredentials() {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}
