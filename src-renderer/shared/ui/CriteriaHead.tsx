/** The head of a table of criteria. */
export function CriteriaHead({ needed = false }: { needed?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">Criterion</th>
        <th scope="col" className="num">
          Passes
        </th>
        <th scope="col" className="num">
          Estimate
        </th>
        <th scope="col">Bounds, threshold</th>
        <th scope="col" className="num">
          n
        </th>
        <th scope="col">Verdict</th>
        {needed && (
          <th scope="col" className="num">
            Still needed
          </th>
        )}
      </tr>
    </thead>
  );
}
