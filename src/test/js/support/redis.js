/** What stands in a gateway's own Redis, read and written behind its back. */
import { once } from 'node:events';
import net from 'node:net';

const LINE = '\r\n';

/** All keys as they are now. @returns what {@link restore} takes */
export async function copy(place) {
  const redis = await Redis.to(place);
  const [names] = await redis.say([['KEYS', '*']]);
  const dumps = await redis.say(names.map((name) => ['DUMP', name]));
  const lives = await redis.say(names.map((name) => ['PTTL', name]));
  redis.end();
  return names.map((name, i) => ({ name, dump: dumps[i], life: Math.max(0, lives[i]) })).filter(({ dump }) => dump);
}

/** Nothing but what stood there when it was copied, at a stroke. */
export async function restore(place, copied) {
  const redis = await Redis.to(place);
  const all = copied.map(({ name, dump, life }) => ['RESTORE', name, String(life), dump]);
  await redis.say([['MULTI'], ['FLUSHALL'], ...all, ['EXEC']]);
  redis.end();
}

/** When a node was last there, by its note in the store. */
export async function lastNote(place) {
  const redis = await Redis.to(place);
  const [seen] = await redis.say([['HGET', 'ph:life', 'seen']]);
  redis.end();
  return seen.toString();
}

class Redis {
  #socket;
  #bytes = Buffer.alloc(0);

  static async to({ port, password }) {
    const redis = new Redis();
    redis.#socket = net.connect(port, '127.0.0.1');
    await once(redis.#socket, 'connect');
    redis.#socket.on('data', (some) => {
      redis.#bytes = Buffer.concat([redis.#bytes, some]);
      redis.#socket.emit('more');
    });
    await redis.say([['AUTH', password]]);
    return redis;
  }

  /** The answers to some commands. */
  async say(commands) {
    for (const command of commands) {
      this.#socket.write(`*${command.length}${LINE}`);
      for (const word of command) {
        const bytes = Buffer.from(word);
        this.#socket.write(Buffer.concat([Buffer.from(`$${bytes.length}${LINE}`), bytes, Buffer.from(LINE)]));
      }
    }
    const answers = [];
    while (answers.length < commands.length) answers.push(await this.#read());
    return answers;
  }

  async #read() {
    const head = (await this.#take(() => this.#bytes.indexOf(LINE))).toString();
    await this.#take(() => 2);
    const number = Number(head.slice(1));
    if (head[0] === '-') throw new Error(`Redis refused: ${head}`);
    if (head[0] === '+') return head.slice(1);
    if (head[0] === ':') return number;
    if (number < 0) return null;
    if (head[0] === '*') {
      const all = [];
      while (all.length < number) all.push(await this.#read());
      return all;
    }
    const bulk = await this.#take(() => number);
    await this.#take(() => 2);
    return bulk;
  }

  /** @param length tells how many bytes; fewer than 0 if that cannot be told yet */
  async #take(length) {
    while (length() < 0 || this.#bytes.length < length()) await once(this.#socket, 'more');
    const count = length();
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  end() {
    this.#socket.destroy();
  }
}
