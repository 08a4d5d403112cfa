import { useQuery } from '@tanstack/react-query';
import { getReviews } from '../api/pair-client';

/** What people said of the pairs; asked for again after every label. */
export function useReviewSummary(workspace: string) {
  return useQuery({
    queryKey: ['reviews', workspace],
    queryFn: ({ signal }) => getReviews(workspace, signal),
  });
}
