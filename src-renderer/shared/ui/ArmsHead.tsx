import { ARMS } from '@core/model/arm';
import { ArmName } from './ArmName';

/** The head of a table of figures by arm: what they are, production, shadow, and how the two compare. */
export function ArmsHead({ name = 'Figure', compared }: { name?: string; compared: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{name}</th>
        {ARMS.map((arm) => (
          <th key={arm} scope="col" className="num">
            <ArmName arm={arm} />
          </th>
        ))}
        <th scope="col" className="num">
          {compared}
        </th>
      </tr>
    </thead>
  );
}
