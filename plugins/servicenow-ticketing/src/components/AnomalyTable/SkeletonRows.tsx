import Skeleton from '@material-ui/lab/Skeleton';
import { useTableStyles } from './useTableStyles';

const CELLS = 5;

interface SkeletonRowsProps {
  count: number;
  canSelect: boolean;
}

/** Rows that stand where anomalies will. */
export const SkeletonRows = ({ count, canSelect }: SkeletonRowsProps) => {
  const classes = useTableStyles();
  return (
    <>
      {Array.from({ length: count }, (_row, row) => (
        <div
          key={row}
          role="row"
          className={`${classes.row} ${
            canSelect ? '' : classes.withoutSelection
          }`}
        >
          {canSelect && <div role="cell" />}
          {Array.from({ length: CELLS }, (_cell, cell) => (
            <div key={cell} role="cell">
              <Skeleton width="80%" />
            </div>
          ))}
        </div>
      ))}
    </>
  );
};
