import { type ExploreRoute, navigate } from '../../shared/route';

/** Pairs that this window has shown with their arms: they cannot be labelled blind any more. */
const seen = new Set<string>();

export function markSeen({ workspace }: Pick<ExploreRoute, 'workspace'>, requestId: string): void {
  seen.add(`${workspace} ${requestId}`);
}

export function wasSeen({ workspace }: Pick<ExploreRoute, 'workspace'>, requestId: string): boolean {
  return seen.has(`${workspace} ${requestId}`);
}

/** Hides the arms, or shows them again. Every pair's sides are drawn by a seed, which its label records. */
export function toggleBlind(route: ExploreRoute): void {
  const seed = route.blindSeed === null ? (crypto.getRandomValues(new Uint32Array(1))[0] ?? 1) : null;
  navigate({ ...route, blindSeed: seed });
}
