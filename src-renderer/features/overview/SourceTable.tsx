import { formatBytes, formatCount } from '@core/model/format';
import type { ImportedFile } from '@core/model/import';
import type { WorkspaceInfo } from '@core/model/workspace';
import { FORMAT_LABEL, FORM_LABEL } from '../../shared/labels';
import { ArmName } from '../../shared/ui/ArmName';

interface SourceTableProps {
  files: readonly ImportedFile[];
  sources: WorkspaceInfo['sources'];
}

/** The logs that the workspace was made from. */
export function SourceTable({ files, sources }: SourceTableProps) {
  const sizes = new Map(sources.map((source) => [source.sha256, source.size]));
  return (
    <table className="sources" aria-label="Imported logs">
      <thead>
        <tr>
          <th scope="col">Log</th>
          <th scope="col">Format</th>
          <th scope="col">Form</th>
          <th scope="col" className="num">
            Size
          </th>
          <th scope="col" className="num">
            Records
          </th>
          <th scope="col" className="num">
            Pairs
          </th>
          <th scope="col" className="num">
            Rejected
          </th>
          <th scope="col" className="num">
            Duplicates
          </th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={file.sha256}>
            <th scope="row" className="clip" title={file.file}>
              {file.file}
            </th>
            <td>{FORMAT_LABEL[file.format]}</td>
            <td className="nowrap">
              {file.arm === null ? FORM_LABEL[file.form] : <ArmName arm={file.arm} />}
            </td>
            <td className="num">{formatBytes(sizes.get(file.sha256) ?? file.size)}</td>
            <td className="num">{formatCount(file.records)}</td>
            <td className="num">{formatCount(file.pairs)}</td>
            <td className="num">{formatCount(file.rejected)}</td>
            <td className="num">{formatCount(file.duplicates)}</td>
            <td className="mono faint" title={file.sha256}>
              {file.sha256.slice(0, 12)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
