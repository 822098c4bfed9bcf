import { useLocation } from 'react-router';
import { KnownClusters } from '../components/KnownClusters.tsx';
import { Foreign } from '../ui/Foreign.tsx';
import { Prose } from '../ui/Prose.tsx';
import { usePageTitle } from '../ui/usePageTitle.ts';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const { pathname } = useLocation();
  usePageTitle('No such page');
  return (
    <Prose title="There is no such page">
      <p>
        Nothing is at <Foreign text={pathname} className="font-mono text-base" />.
      </p>
      <KnownClusters />
    </Prose>
  );
}
