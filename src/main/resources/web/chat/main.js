import Posthouse from '../posthouse.js';
import { ConversationView } from './conversation.js';
import { dropCredentials, keepCredentials, readCredentials } from './credentials.js';
import { h } from './dom.js';
import { LineView } from './lineview.js';
import { loginView, wordsFor } from './login.js';
import { Chat } from './model.js';
import { Sidebar } from './sidebar.js';

const app = document.querySelector('#app');
const toast = h('div', { class: 'toast', role: 'status', 'aria-live': 'polite' });
let toastTimer;
document.body.append(toast);

function tell(text) {
  if (text === '') return;
  clearTimeout(toastTimer);
  toast.textContent = text;
  toast.classList.add('shown');
  toastTimer = setTimeout(() => toast.classList.remove('shown'), 4_000);
}

function showLogin(fields = {}) {
  document.title = 'Posthouse';
  app.replaceChildren(loginView({ ...fields, onLogin: signIn }));
  app.querySelector('input[value=""], input')?.focus();
}

/** Fails if the gateway does not let the account in. */
async function signIn(credentials) {
  const chat = new Chat(new Posthouse({ account: credentials.account, token: credentials.token }));
  chat.on('left', (kicked) => onLeft(chat, credentials, kicked));
  await chat.connect();
  keepCredentials(credentials);
  showChat(chat);
}

function showChat(chat) {
  const signOut = () => {
    dropCredentials();
    chat.leave();
    showLogin();
  };
  const sidebar = new Sidebar(chat, { tell, signOut });
  const conversation = new ConversationView(chat, { tell });
  const frame = h('div', { class: 'frame' }, sidebar.element, conversation.element);
  const showOpened = () => {
    const hadOpened = frame.classList.toggle('opened', chat.opened !== undefined);
    if (!hadOpened && frame.contains(document.activeElement) === false) sidebar.focus();
  };
  const showTitle = () => {
    const unread = chat.unreadTotal();
    document.title = unread > 0 ? `(${unread}) Posthouse` : 'Posthouse';
  };
  chat.on('conversation', showOpened);
  chat.on('sessions', showTitle);
  chat.on('people', showTitle);
  chat.on('team', showTitle);
  chat.on('line', () => {
    const { state, error } = chat.line;
    if (state !== 'offline' || error?.code !== 302) return;
    dropCredentials();
    showLogin({ account: chat.account, problem: 'You were signed out: the token is not valid any more.' });
  });
  app.replaceChildren(new LineView(chat).element, frame);
  showTitle();
}

function onLeft(chat, credentials, { reason, message }) {
  chat.leave();
  if (reason === 'serverKick') {
    dropCredentials();
    showLogin({ account: credentials.account, problem: 'You were signed out by the server.' });
    return;
  }
  const words = message === 'by_device' ? 'Another of your devices has signed this one out.' : 'This account is open in another place now.';
  const again = h('button', { type: 'button', class: 'primary', on: { click: () => resume(credentials) } }, 'Use it here');
  app.replaceChildren(h('main', { class: 'login' }, h('div', { class: 'left-notice', role: 'alert' }, h('h1', {}, words), again)));
  again.focus();
}

async function resume(credentials) {
  app.replaceChildren(h('div', { class: 'line', role: 'status' }, h('span', {}, 'Connecting…')));
  try {
    await signIn(credentials);
  } catch (error) {
    showLogin({ ...credentials, problem: wordsFor(error) });
  }
}

const credentials = readCredentials();
if (credentials) resume(credentials);
else showLogin();
addEventListener('hashchange', () => {
  if (location.hash.includes('account=')) location.reload();
});
