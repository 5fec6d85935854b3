import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const WAIT_MILLIS = 30_000;

/** Browsers, each a process of its own, that are ended together. What a page complains about fails the test that asks. */
export class Browsers {
  #browsers = [];
  complaints = [];

  /** A browser of somebody who has never been here. @returns a context */
  async fresh(options = {}) {
    const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
    this.#browsers.push(browser);
    const context = await browser.newContext({ viewport: { width: 1180, height: 780 }, locale: 'en-GB', ...options });
    context.setDefaultTimeout(WAIT_MILLIS);
    context.on('page', (page) => this.#listen(page));
    return context;
  }

  /** A page signed in with a link as scripts/run prints it. */
  async signIn(context, url, { account, token }) {
    const page = await context.newPage();
    await page.goto(`${url}/#account=${encodeURIComponent(account)}&token=${encodeURIComponent(token)}`);
    await page.locator('.frame').waitFor();
    return page;
  }

  async closeAll() {
    await Promise.all(this.#browsers.splice(0).map((browser) => browser.close()));
    this.complaints = [];
  }

  #listen(page) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
  }
}

/** What people do with the page. */
export const act = {
  async start(page, account) {
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByLabel('Account').fill(account);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByLabel('Message', { exact: true }).waitFor();
  },

  open(page, account) {
    return page.locator(`.session[data-account="${account}"]`).click();
  },

  /** @param people accounts, and more of the form to fill in before it is sent */
  async createTeam(page, name, people, fill = async () => {}) {
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('button', { name: 'Create a team' }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('People', { exact: true }).fill(people.join(', '));
    await fill();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
  },

  /** Opens a conversation by the name it has in the list. */
  openByName(page, name) {
    return page.locator('.session').filter({ has: page.locator('.session-name').getByText(name, { exact: true }) }).click();
  },

  teamSettings(page) {
    return page.getByRole('button', { name: 'Members and settings' }).click();
  },

  /** In the settings: opens a member's menu and picks an entry. */
  async chooseForMember(page, name, entry) {
    await page.getByRole('button', { name: `What to do with ${name}` }).click();
    await page.getByRole('menuitem', { name: entry, exact: true }).click();
  },

  async write(page, text) {
    await page.getByLabel('Message', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
  },

  /** Opens a message's menu and picks an entry. */
  async choose(page, text, entry) {
    const message = bubble(page, text);
    await message.hover();
    await message.locator('.bubble-more').click();
    await page.getByRole('menuitem', { name: entry }).click();
  },

  async chooseForAll(page, entry) {
    await page.getByRole('button', { name: 'What to do with this conversation' }).click();
    await page.getByRole('menuitem', { name: entry, exact: true }).click();
  },
};

/** The message with that text. */
export function bubble(page, text) {
  return page.locator('.message').filter({ has: page.locator('.bubble .text, .line-note').getByText(text, { exact: true }) });
}

/** Waits for a line between the messages, such as what happened to a team. */
export function note(page, text) {
  return page.locator('.messages .line-note').getByText(text, { exact: true }).waitFor();
}

/** Waits until the tick of an own message says that. @param status `Sending`, `Sent`, `Read`, `Not sent` or `Refused` */
export function tick(page, text, status) {
  return bubble(page, text).getByRole('img', { name: status, exact: true }).waitFor();
}

export function unreadBadge(page, account) {
  return page.locator(`.session[data-account="${account}"] .badge`);
}

export function strip(page, text) {
  return page.locator('.line').getByText(text).waitFor();
}
