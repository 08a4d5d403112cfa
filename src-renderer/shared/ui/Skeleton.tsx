/** The place of something that is being fetched: lines of the given heights in px. */
export function Skeleton({ label, heights }: { label: string; heights: readonly number[] }) {
  return (
    <output className="skeleton" aria-label={label}>
      {heights.map((height, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the list never changes
        <div key={index} style={{ height }} />
      ))}
    </output>
  );
}
