/** When an anomaly counts as flapping. @internal */
export interface FlappingRules {
  /** So many turns between failing and passing... */
  turns: number;
  /** ...within so many milliseconds. */
  within: number;
}

/** Turns that are remembered; no rule may need more. @internal */
export const MAX_TURNS = 20;

/** The remembered turns with another one. @internal */
export function withTurn(turns: readonly Date[], at: Date): Date[] {
  return [...turns, at]
    .sort((one, other) => one.getTime() - other.getTime())
    .slice(-MAX_TURNS);
}

/** Whether it has turned often enough lately. @internal */
export function isFlapping(
  turns: readonly Date[],
  at: Date,
  rules: FlappingRules,
): boolean {
  const since = at.getTime() - rules.within;
  return turns.filter(turn => turn.getTime() >= since).length >= rules.turns;
}
