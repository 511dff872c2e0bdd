import { lazy, Suspense, useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import AssignIcon from '@material-ui/icons/PersonAddOutlined';
import { useIdentity } from '../../hooks/useIdentity';
import { useMessages } from '../../hooks/useMessages';
import { personName } from '../personName';
import { DecisionMenu } from './DecisionMenu';
import { Decision } from './inverseOf';

const AssignDialog = lazy(() =>
  import('./AssignDialog').then(m => ({ default: m.AssignDialog })),
);

interface AssignButtonProps {
  anomalies: Anomaly[];
  disabled: boolean;
  onDecide: (
    decision: Decision,
    message: (count: number) => string,
  ) => Promise<boolean>;
}

/** Says who looks after anomalies. */
export const AssignButton = (props: AssignButtonProps) => {
  const { anomalies, disabled, onDecide } = props;
  const { t } = useMessages();
  const me = useIdentity()?.userEntityRef;
  const [picking, setPicking] = useState(false);

  const assign = (assignee: string, name: string) =>
    onDecide({ assignee }, count =>
      t('decisions.done.assigned', { count, name }),
    );
  const isAssigned = anomalies.some(({ assignee }) => assignee !== null);
  const items = [
    ...(me
      ? [
          {
            label: t('decisions.assign.me'),
            disabled: anomalies.every(({ assignee }) => assignee === me),
            onClick: () => assign(me, personName(me)),
          },
        ]
      : []),
    {
      label: t('decisions.assign.somebody'),
      onClick: () => setPicking(true),
    },
    ...(isAssigned
      ? [
          {
            label: t('decisions.assign.nobody'),
            onClick: () =>
              onDecide({ assignee: null }, count =>
                t('decisions.done.unassigned', { count }),
              ),
          },
        ]
      : []),
  ];

  return (
    <>
      <DecisionMenu
        id="servicenow-ticketing-assign"
        label={t('decisions.assign.button')}
        icon={<AssignIcon />}
        disabled={disabled}
        items={items}
      />
      {picking && (
        <Suspense fallback={null}>
          <AssignDialog
            onClose={() => setPicking(false)}
            onAssign={(assignee, name) => {
              setPicking(false);
              return assign(assignee, name);
            }}
          />
        </Suspense>
      )}
    </>
  );
};
