import {
  Sidebar,
  SidebarDivider,
  SidebarItem,
  SidebarPage,
  SidebarSpace,
} from '@backstage/core-components';
import { Settings } from '@backstage/plugin-user-settings';
import AssignmentLateIcon from '@material-ui/icons/AssignmentLateOutlined';
import CategoryIcon from '@material-ui/icons/Category';
import HomeIcon from '@material-ui/icons/Home';
import type { PropsWithChildren } from 'react';

/** The sidebar of this host. */
export const Root = ({ children }: PropsWithChildren<{}>) => (
  <SidebarPage>
    <Sidebar>
      <SidebarItem icon={HomeIcon} to="home" text="Home" />
      <SidebarItem icon={CategoryIcon} to="catalog" text="Catalog" />
      <SidebarItem
        icon={AssignmentLateIcon}
        to="servicenow-ticketing"
        text="Data quality"
      />
      <SidebarSpace />
      <SidebarDivider />
      <Settings />
    </Sidebar>
    {children}
  </SidebarPage>
);
