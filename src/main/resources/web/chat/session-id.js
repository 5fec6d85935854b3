/** A session's id names its scene and the other side: `p2p-bob`, `team-7`, `superTeam-7`. */
export function idOf(scene, to) {
  return `${scene}-${to}`;
}

export function partsOf(id) {
  const [scene, ...rest] = id.split('-');
  return { scene, to: rest.join('-') };
}

export function isTeam(id) {
  return !id.startsWith('p2p-');
}
