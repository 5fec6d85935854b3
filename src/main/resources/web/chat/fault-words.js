/** What a person is told when something did not work. */
export function wordsFor(error) {
  switch (error.code) {
    case 405: return 'This is too long to be sent.';
    case 408:
    case 415: return 'There is no connection right now. Try again in a moment.';
    case 409: return 'Somebody else has changed it in the meantime.';
    case 508: return 'It is too late to take this message back.';
    case 509: return 'This message cannot be taken back.';
    case 801: return 'There is no room for that many.';
    case 802: return 'You may not do that here.';
    case 803: return 'There is no such team.';
    case 804: return 'You are not in this team.';
    case 809: return 'Already in the team.';
    case 812: return 'You are muted in this team.';
    default: return `That did not work: ${error.message}.`;
  }
}
