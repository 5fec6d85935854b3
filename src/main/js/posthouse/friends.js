/** `nim.friend`: whom this account has as friends, and who asks to be one. */
export class Friends {
  #gateway;

  constructor(gateway) {
    this.#gateway = gateway;
  }

  /** Both are friends at once. */
  addFriend({ account, ps }) {
    return this.#ask('addFriend', { account, ps });
  }

  applyFriend({ account, ps }) {
    return this.#ask('applyFriend', { account, ps });
  }

  passFriendApply({ account, ps }) {
    return this.#ask('passFriendApply', { account, ps });
  }

  rejectFriendApply({ account, ps }) {
    return this.#ask('rejectFriendApply', { account, ps });
  }

  /** Without `delAlias` the alias is there again with the friendship. */
  deleteFriend({ account, delAlias = false }) {
    return this.#ask('deleteFriend', { account, delAlias });
  }

  updateFriend({ account, alias, ext }) {
    return this.#ask('updateFriend', { account, alias, ext });
  }

  async getFriends() {
    return (await this.getFriendsSince({ since: 0 })).friends.filter(({ valid }) => valid);
  }

  /** What changed after the `since` of the answer before, those who are friends no more among it; `whole`: this is the list anew. */
  async getFriendsSince({ since }) {
    const first = await this.#gateway.request('friends', { since });
    const friends = [...first.friends];
    let last = first;
    while (last.page !== '') {
      last = await this.#gateway.request('friends', { since, page: last.page });
      friends.push(...last.friends);
    }
    return { friends, whole: first.whole, since: last.since };
  }

  async #ask(verb, fields) {
    await this.#gateway.request(verb, fields);
  }
}

const TYPES = { add: 'addFriend', apply: 'applyFriend', pass: 'passFriendApply', reject: 'rejectFriendApply', delete: 'deleteFriend', update: 'updateFriend' };

/** What another device of this account did, in the page's form. */
export function readFriendDeed({ deed, friend, to, ps }) {
  const told = { type: TYPES[deed] ?? deed, account: friend?.account ?? to };
  if (friend !== undefined && deed !== 'delete') told.friend = friend;
  if (ps !== undefined) told.ps = ps;
  return told;
}

const VERIFIED = { add: 1, apply: 2, pass: 3, reject: 4 };

/** The page's system message of what another account did. */
export function readFriendNotice(change, feature) {
  const message = {
    type: change.deed === 'delete' ? 'deleteFriend' : 'friendRequest',
    time: change.time,
    from: change.from,
    to: change.to,
    idServer: String(change.number),
    state: 'none',
    feature,
  };
  if (change.deed !== 'delete') message.attach = { vt: VERIFIED[change.deed] ?? 0, type: TYPES[change.deed] ?? change.deed };
  if (change.ps !== undefined) message.content = change.ps;
  return message;
}
