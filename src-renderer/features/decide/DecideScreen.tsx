import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { SignOffState } from '@core/model/api/sign-off';
import type { GrowingBoard } from '@core/model/board';
import type { Plan } from '@core/model/plan';
import type { SliceReport } from '@core/model/slices';
import { getSignOffs, readBoard } from '../../shared/api/decide-client';
import { offlineProblem, toProblem } from '../../shared/api/problem';
import { refreshWorkspace } from '../../shared/api/queries';
import { type Command } from '../../shared/commands/command';
import { useCommands } from '../../shared/commands/registry';
import { chooseLogs } from '../../shared/open-logs';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { CostSection } from './CostSection';
import { DriftSection } from './DriftSection';
import { EvidenceSection } from './EvidenceSection';
import { LedgerSection } from './LedgerSection';
import { NeededSection } from './NeededSection';
import { PlanSection } from './PlanSection';
import { ReportSection } from './ReportSection';
import { RolloutSection } from './RolloutSection';
import { PendingSection, SECTIONS } from './Section';
import { type Marks, SectionIndex, showSection } from './SectionIndex';
import { SignOffSection } from './SignOffSection';
import { SlicesSection } from './SlicesSection';
import { VerdictSection } from './VerdictSection';
import { WhatIfSection } from './WhatIfSection';
import './decide.css';
import './decide-evidence.css';
import './decide-what-if.css';
import './decide-plan.css';

const HOURS_A_MONTH = 730;

/** What do we tell the board? */
export function DecideScreen({ workspace }: { workspace: string }) {
  const queries = useQueryClient();
  const board = useQuery({
    queryKey: ['board', workspace],
    queryFn: async ({ signal, queryKey }) => {
      const first = queries.getQueryData(queryKey) === undefined;
      let whole: GrowingBoard | undefined;
      for await (const known of readBoard(workspace, signal)) {
        whole = known;
        // What is known is shown at once, but never in place of a board that is whole.
        if (first) queries.setQueryData<GrowingBoard>(queryKey, known);
      }
      if (whole === undefined) throw offlineProblem();
      return whole;
    },
    staleTime: 0,
  });
  const signOffs = useQuery({
    queryKey: ['sign-offs', workspace],
    queryFn: ({ signal }) => getSignOffs(workspace, signal),
    staleTime: 0,
  });
  const error = board.error ?? signOffs.error;
  if (board.data && signOffs.data && !(board.error && board.data.slices === undefined))
    return board.data.workspace.pairs === 0 ? (
      <NoPairs workspace={workspace} />
    ) : (
      <Board board={board.data} signOffs={signOffs.data} />
    );
  return (
    <div className="screen">
      <h1 className="visually-hidden">Decide</h1>
      {!error && <Skeleton label="Computing the decision" heights={[36, 120, 220, 300]} />}
      {error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={
            <Button
              kind="primary"
              onPress={() => {
                void board.refetch();
                void signOffs.refetch();
              }}
            >
              Try again
            </Button>
          }
        />
      )}
    </div>
  );
}

function Board({ board, signOffs }: { board: GrowingBoard; signOffs: SignOffState }) {
  const queries = useQueryClient();
  const { workspace, planState, decision, pace } = board;
  const [draft, setDraft] = useState<Plan>(planState.plan);
  useCommands(COMMANDS);
  const marks = useMemo(() => marksOf(board), [board]);
  const tags = useMemo(() => tagsOf(board.slices), [board.slices]);
  const declared = () => {
    void queries.invalidateQueries({ queryKey: ['board', workspace.id] });
    void queries.invalidateQueries({ queryKey: ['sign-offs', workspace.id] });
    void queries.invalidateQueries({ queryKey: ['report-model', workspace.id] });
    void refreshWorkspace(workspace.id);
  };
  return (
    <div className="decide">
      <SectionIndex marks={marks} />
      <div className="decide-body">
        <VerdictSection board={board} baseline={signOffs.baseline} />
        <EvidenceSection board={board} />
        <NeededSection board={board} />
        {board.slices ? (
          <SlicesSection slices={board.slices} workspace={workspace.id} />
        ) : (
          <PendingSection id="slices" />
        )}
        <LedgerSection workspace={workspace.id} pairs={workspace.pairs} />
        {board.drift === undefined ? (
          <PendingSection id="drift" />
        ) : (
          <DriftSection drift={board.drift} criteria={decision.criteria} />
        )}
        {board.cost === undefined ? (
          <PendingSection id="cost" />
        ) : (
          <CostSection
            cost={board.cost}
            level={planState.plan.level}
            perMonth={pace ? pace.perHour * HOURS_A_MONTH : null}
          />
        )}
        <WhatIfSection
          key={planState.hash}
          board={board}
          onDeclare={(plan) => {
            setDraft(plan);
            showSection('plan');
          }}
        />
        <RolloutSection board={board} />
        <PlanSection
          state={planState}
          tags={tags}
          workspace={workspace.id}
          draft={draft}
          onDraft={setDraft}
          onDeclared={declared}
        />
        <SignOffSection
          key={decision.verdict}
          state={signOffs}
          verdict={decision.verdict}
          workspace={workspace.id}
        />
        <ReportSection workspace={workspace.id} />
      </div>
    </div>
  );
}

/** `d` and a digit or letter goes to a section, as the palette says. */
const COMMANDS: readonly Command[] = SECTIONS.map(({ id, title }, index) => ({
  id: `decide.${id}`,
  title: `Decide: ${title}`,
  group: 'View',
  keys: `d ${'1234567890-='[index] ?? id}`,
  run: () => showSection(id),
}));

const TAG = 'tags.';

/** Values of each tag that came up as a slice, for fields that name one. */
function tagsOf(slices: SliceReport | undefined): Record<string, string[]> {
  const { dimensions, rows } = slices ?? { dimensions: [], rows: [] };
  const tags: Record<string, string[]> = {};
  for (const { column } of dimensions) if (column.startsWith(TAG)) tags[column.slice(TAG.length)] = [];
  for (const { slice } of rows) tags[slice.column.slice(TAG.length)]?.push(slice.value);
  return tags;
}

function marksOf({ decision, slices, drift }: GrowingBoard): Marks {
  const changes = drift?.series.reduce((sum, { changes: each }) => sum + each.length, 0) ?? 0;
  return {
    verdict: decision.verdict,
    slices: (slices?.rows ?? []).filter(({ figures }) => figures.some(({ alarm }) => alarm)).length,
    drift: changes + (drift?.partial.length ?? 0),
  };
}

function NoPairs({ workspace }: { workspace: string }) {
  return (
    <div className="screen">
      <div className="empty">
        <h1>No pairs in this workspace</h1>
        <p>There is nothing to decide from yet.</p>
        <Button kind="primary" onPress={() => void chooseLogs(workspace)}>
          Add logs…
        </Button>
      </div>
    </div>
  );
}
