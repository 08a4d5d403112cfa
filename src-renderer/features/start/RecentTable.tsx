import { X } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import type { RecentWorkspace } from '@core/model/api';
import { formatCount, formatMoment } from '@core/model/format';
import { forgetRecent } from '../../shared/api/client';
import { queryClient } from '../../shared/api/queries';
import { formatRoute } from '../../shared/route';
import { IconButton } from '../../shared/ui/IconButton';

/** Workspaces opened before, the last one first. */
export function RecentTable({ recent }: { recent: readonly RecentWorkspace[] }) {
  const forget = useMutation({
    mutationFn: forgetRecent,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['state'] }),
  });
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">Recent workspaces</h2>
      <table className="recent">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className="num">
              Pairs
            </th>
            <th scope="col">Last opened</th>
            <th scope="col">
              <span className="visually-hidden">Forget</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {recent.map(({ id, name, pairs, openedAt, available }) => (
            <tr key={id}>
              <th scope="row" className="clip">
                {available ? (
                  <a href={formatRoute({ screen: 'overview', workspace: id })}>{name}</a>
                ) : (
                  <span className="faint">{name} · folder is gone</span>
                )}
              </th>
              <td className="num">{formatCount(pairs)}</td>
              <td className="soft nowrap">{formatMoment(openedAt)}</td>
              <td className="num">
                <IconButton
                  icon={X}
                  label={`Forget ${name} (deletes no data)`}
                  onPress={() => forget.mutate(id)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
