const RATE_LIMITED = 205;
const PAUSE_MILLIS = 1_000;

/**
 * Reads page after page of an answer that is too large for one. A gateway that says it is asked too often is given time, for a
 * list of many thousands is asked for faster than anybody may.
 *
 * @param ask takes the `page` to ask for, undefined for the first
 * @param take takes each answer; true from it ends the reading
 */
export async function eachPage(ask, take) {
  let page;
  do {
    const answer = await patiently(() => ask(page));
    if (take(answer) === true) return;
    page = answer.page || undefined;
  } while (page !== undefined);
}

async function patiently(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error.fault?.code !== RATE_LIMITED) throw error;
      await new Promise((resolve) => { setTimeout(resolve, PAUSE_MILLIS); });
    }
  }
}
