import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Skeleton from '@material-ui/lab/Skeleton';
import { useTableStyles } from './useTableStyles';

/** Rows that stand where anomalies will. */
export const SkeletonRows = ({ count }: { count: number }) => {
  const classes = useTableStyles();
  const cells = ['', '', classes.dataset, classes.seen, ''];
  return (
    <>
      {Array.from({ length: count }, (_row, row) => (
        <TableRow key={row} className={classes.row}>
          {cells.map((className, cell) => (
            <TableCell key={cell} className={`${classes.cell} ${className}`}>
              <Skeleton width="80%" />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </>
  );
};
