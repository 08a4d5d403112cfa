import { Eye, EyeOff, Maximize2, Minimize2, X } from 'lucide-react';
import { useEffect } from 'react';
import type { PairPlace } from '@core/model/api/explore';
import { PairView } from '../../shared/pair/PairView';
import { type ExploreRoute, navigate } from '../../shared/route';
import { IconButton } from '../../shared/ui/IconButton';
import { markSeen, toggleBlind, wasSeen } from './blind';

interface PairPaneProps {
  route: ExploreRoute;
  requestId: string;
  /** Where the pair stands in the order; undefined until that is known. */
  place: PairPlace | undefined;
}

/** The chosen pair beside the table or in its place, with the way to the next one in the table's order. */
export function PairPane({ route, requestId, place }: PairPaneProps) {
  const { workspace, full, blindSeed } = route;
  const isOpen = blindSeed === null;
  useEffect(() => {
    if (isOpen) markSeen({ workspace }, requestId);
  }, [isOpen, workspace, requestId]);
  const known = blindSeed !== null && wasSeen({ workspace }, requestId);
  const show = (next: string) => navigate({ ...route, pair: next }, { replace: true });
  const next = place?.next[0];
  const previous = place?.previous ?? undefined;
  const index = place?.index ?? null;
  return (
    <div className="explore-pair" data-full={full}>
      <div className="explore-pair-actions">
        <IconButton
          icon={isOpen ? EyeOff : Eye}
          label={isOpen ? 'Hide the arms' : 'Show the arms'}
          keys="h"
          onPress={() => toggleBlind(route)}
        />
        <IconButton
          icon={full ? Minimize2 : Maximize2}
          label={full ? 'Beside the table' : 'The pair alone'}
          keys="z"
          onPress={() => navigate({ ...route, full: !full }, { replace: true })}
        />
        <IconButton
          icon={X}
          label="Close the pair"
          keys="Escape"
          onPress={() => navigate({ ...route, pair: null, full: false })}
        />
      </div>
      {known && (
        <p className="explore-blind" role="status">
          You have seen the arms of this pair, so its label counts as open. The next ones are hidden.
        </p>
      )}
      <PairView
        blindSeed={known ? null : blindSeed}
        workspace={workspace}
        requestId={requestId}
        upcoming={place?.next ?? []}
        onNext={next === undefined ? undefined : () => show(next)}
        onPrevious={previous === undefined ? undefined : () => show(previous)}
        onShow={show}
        {...(index !== null && place && { position: { index: index + 1, total: place.total } })}
      />
    </div>
  );
}
