import leven from 'leven';

/** A key this far from what was written is hardly what was meant. */
const MAX_TYPOS = 3;

/** The known key that was probably meant; `undefined` when none is near. @internal */
export function nearestOf(
  written: string,
  known: readonly string[],
): string | undefined {
  const plain = simplify(written);
  const [nearest] = known
    .map(key => ({ key, distance: leven(plain, simplify(key)) }))
    .filter(
      ({ distance, key }) =>
        distance <= Math.min(MAX_TYPOS, Math.floor(key.length / 2)),
    )
    .sort((a, b) => a.distance - b.distance);
  return nearest?.key;
}

/** Case and separators are what people get wrong most. */
function simplify(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}
