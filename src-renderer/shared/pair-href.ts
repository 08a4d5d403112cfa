import { formatRoute, pairsRoute } from './route';

/** Where a pair is shown: in Explore, whole. */
export function pairHref(workspace: string, requestId: string): string {
  return formatRoute({ ...pairsRoute(workspace, []), pair: requestId, full: true });
}
