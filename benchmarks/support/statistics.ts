/** The value below which a part `q` (0 to 1) of the values lies. */
export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** A ratio as what it costs: 1.025 becomes `+2.5 %`. */
export function percent(ratio: number): string {
  const cost = (ratio - 1) * 100;
  return `${cost < 0 ? '-' : '+'}${Math.abs(cost).toFixed(1)} %`;
}

/**
 * In which range the true median of ratios lies, with a certainty of 95 %: the values between these ranks, whatever
 * their distribution.
 */
export function certainty(ratios: number[]): string {
  const half = 0.98 / Math.sqrt(ratios.length);
  const [low, high] = [0.5 - half, 0.5 + half].map(q =>
    percent(quantile(ratios, Math.min(1, Math.max(0, q)))),
  );
  return `95 % certain: ${low} to ${high}`;
}
