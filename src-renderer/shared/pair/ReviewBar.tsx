import { ChevronLeft, ChevronRight, Redo2, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { PairDetail } from '@core/model/api/pair';
import { formatCount } from '@core/model/format';
import { type ReviewEntry, SEVERITIES } from '@core/model/review';
import { useCommands } from '../commands/registry';
import { Keys } from '../commands/Keys';
import { Choice } from '../ui/Choice';
import { IconButton } from '../ui/IconButton';
import { NoteField } from './NoteField';
import type { PairViewProps } from './pair-view-props';
import { JumpDialog, ReviewerDialog } from './ReviewDialogs';
import { ReviewStatus } from './ReviewStatus';
import { TagField } from './TagField';
import { useReviewHistory } from './review-history';
import { useReviewer } from './reviewer';
import type { Side } from './sides';
import { useReview } from './use-review';

interface ReviewBarProps extends PairViewProps {
  pair: PairDetail;
  own: ReviewEntry | null;
  sides: readonly [Side, Side];
}

/** The reviewer's label, tags, severity and note, and the way to the next pair. */
export function ReviewBar({ pair, own, sides, ...props }: ReviewBarProps) {
  const { workspace, onNext, onPrevious, onShow, position, blindSeed = null } = props;
  const { content, change, choices, asking, setAsking } = useReview({
    workspace,
    pair,
    own,
    sides,
    seed: blindSeed,
    onNext,
  });
  const undo = useReviewHistory((state) => state.undo);
  const redo = useReviewHistory((state) => state.redo);
  const { name, advance, setAdvance } = useReviewer();
  const load = useReviewHistory((state) => state.load);
  useEffect(() => {
    if (name !== null) void load(workspace, name);
  }, [load, workspace, name]);
  const [jumping, setJumping] = useState(false);
  const fields = useId();
  const commands = useMemo(() => {
    const back = (go: () => Promise<string | null>) => () =>
      void go().then((requestId) => {
        if (requestId !== null) onShow?.(requestId);
      });
    const next = SEVERITIES[content.severity === null ? 0 : SEVERITIES.indexOf(content.severity) + 1] ?? null;
    const all: readonly (readonly [string, string, string, (() => void) | undefined])[] = [
      ...choices.map(
        ({ verdict, label }, at) =>
          [`review.${at + 1}`, `Label: ${label}`, String(at + 1), () => change({ verdict })] as const,
      ),
      ['pair.next', 'Next pair', 'j', onNext],
      ['pair.previous', 'Previous pair', 'k', onPrevious],
      ['pair.jump', 'Jump to a pair…', 'b', onShow && (() => setJumping(true))],
      ['review.tag', 'Add a tag', '#', () => focus(`${fields}tag`)],
      ['review.severity', 'Next severity', 's', () => change({ severity: next })],
      ['review.note', 'Write a note', 'i', () => focus(`${fields}note`)],
      ['review.undo', 'Undo the last label', 'u', back(undo)],
      ['review.redo', 'Redo the label', 'y', back(redo)],
      ['review.advance', 'Go on after a label, or stay', 'w', () => setAdvance(!advance)],
      ['review.reviewer', 'Change the reviewer’s name', '', () => setAsking({ save: null })],
    ];
    return all.flatMap(([id, title, keys, run]) =>
      run === undefined ? [] : [{ id, title, group: 'Pair' as const, run, ...(keys !== '' && { keys }) }],
    );
  }, [
    choices,
    change,
    content.severity,
    onNext,
    onPrevious,
    onShow,
    undo,
    redo,
    advance,
    setAdvance,
    setAsking,
    fields,
  ]);
  useCommands(commands);
  return (
    <footer className="review-bar">
      <ReviewStatus sides={sides} />
      <div className="review-line">
        <div role="group" aria-label="Label" className="review-verdicts">
          {choices.map(({ verdict, label, isChosen, mark }, at) => (
            <ToggleButton
              key={verdict}
              className="review-verdict"
              isSelected={isChosen}
              onChange={(selected) => change({ verdict: selected ? verdict : null })}
            >
              <kbd>{at + 1}</kbd>
              {mark !== null && (
                <span className="arm" data-arm={mark}>
                  <span className="arm-mark" aria-hidden />
                </span>
              )}
              {label}
            </ToggleButton>
          ))}
        </div>
        <div className="review-together">
          {position && <Position {...position} />}
          <Step
            label="Previous pair"
            keys="k"
            icon={<ChevronLeft className="icon" aria-hidden />}
            onPress={onPrevious}
          />
          <Step
            label="Next pair"
            keys="j"
            icon={<ChevronRight className="icon" aria-hidden />}
            onPress={onNext}
          />
        </div>
      </div>
      <div className="review-line">
        <TagField
          id={`${fields}tag`}
          workspace={workspace}
          tags={content.tags}
          onChange={(tags) => change({ tags })}
        />
        <Choice
          label="Severity"
          value={content.severity ?? 'none'}
          options={[
            { value: 'none', label: 'no severity' },
            ...SEVERITIES.map((value) => ({ value, label: value })),
          ]}
          onChange={(value) => change({ severity: value === 'none' ? null : value })}
        />
        <NoteField
          key={`${pair.requestId} ${content.note}`}
          id={`${fields}note`}
          note={content.note}
          onChange={(note) => change({ note })}
        />
        <div className="review-together">
          <IconButton
            icon={Undo2}
            label="Undo"
            keys="u"
            onPress={() => commands.find(({ id }) => id === 'review.undo')?.run()}
          />
          <IconButton
            icon={Redo2}
            label="Redo"
            keys="y"
            onPress={() => commands.find(({ id }) => id === 'review.redo')?.run()}
          />
          <ToggleButton className="review-advance" isSelected={advance} onChange={setAdvance}>
            go on after a label
          </ToggleButton>
          <ToggleButton
            className="review-advance"
            isSelected={false}
            onChange={() => setAsking({ save: null })}
          >
            {name === null ? 'set reviewer' : `as ${name}`}
          </ToggleButton>
        </div>
      </div>
      {asking && <ReviewerDialog asking={asking} onClose={() => setAsking(null)} />}
      {jumping && onShow && <JumpDialog onClose={() => setJumping(false)} onShow={onShow} />}
    </footer>
  );
}

function Position({ index, total }: { index: number; total: number }) {
  return (
    <span className="review-position">
      {formatCount(index)} / {formatCount(total)}
    </span>
  );
}

interface StepProps {
  label: string;
  keys: string;
  icon: ReactNode;
  onPress: (() => void) | undefined;
}

function Step({ label, keys, icon, onPress }: StepProps) {
  return (
    <ToggleButton
      className="button"
      isSelected={false}
      isDisabled={onPress === undefined}
      onChange={() => onPress?.()}
      aria-label={label}
    >
      {icon}
      <Keys keys={keys} />
    </ToggleButton>
  );
}

function focus(id: string): void {
  document.getElementById(id)?.focus();
}
