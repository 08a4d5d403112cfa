import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VoteColumn } from '@core/model/api/review';
import { ARM_LABEL, type ArmName } from '@core/model/arm';
import { formatCount } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { refreshExplore } from '../../shared/api/explore-queries';
import { getVoteColumns, importVotes } from '../../shared/api/pair-client';
import { toProblem } from '../../shared/api/problem';
import { queryClient, refreshWorkspace } from '../../shared/api/queries';
import { Button } from '../../shared/ui/Button';
import { Choice } from '../../shared/ui/Choice';
import { Panel } from '../../shared/ui/Panel';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';

/** Votes of people that the log itself brings; absent where there are none that are not reviews already. */
export function VoteImport({ workspace }: { workspace: string }) {
  const [a, setA] = useState<ArmName>('prod');
  const { data = [] } = useQuery({
    queryKey: ['votes', workspace],
    queryFn: ({ signal }) => getVoteColumns(workspace, signal),
  });
  const fresh = data.filter((column) => votes(column) > column.imported);
  const adding = useMutation({
    mutationFn: () => importVotes(workspace, { keys: fresh.map(({ key }) => key), a }),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['votes', workspace] }),
        queryClient.invalidateQueries({ queryKey: ['reviews', workspace] }),
        queryClient.invalidateQueries({ queryKey: ['pair', workspace] }),
        refreshExplore(workspace),
        refreshWorkspace(workspace),
      ]);
    },
  });
  if (fresh.length === 0) return null;
  return (
    <Panel title="Votes in the log" note="label columns that hold nothing but votes">
      <p>
        {fresh.map(describe).join(' · ')}. As reviews they count in the human win rate and in the agreement,
        each column as a reviewer of its own.
      </p>
      <div className="button-row vote-import">
        <span>A is</span>
        <Choice
          label="The arm that the votes call A"
          value={a}
          options={[
            { value: 'prod', label: ARM_LABEL.prod },
            { value: 'shadow', label: ARM_LABEL.shadow },
          ]}
          onChange={setA}
        />
        <Button kind="primary" isDisabled={adding.isPending} onPress={() => adding.mutate()}>
          {adding.isPending ? 'Importing…' : 'Import as reviews'}
        </Button>
      </div>
      {adding.error && <ProblemPanel problem={toProblem(adding.error)} />}
    </Panel>
  );
}

function votes({ counts }: VoteColumn): number {
  return counts.prod + counts.shadow + counts.tie + counts['both-bad'];
}

function describe(column: VoteColumn): string {
  return `${safeText(column.key)}: ${formatCount(votes(column))} votes`;
}
