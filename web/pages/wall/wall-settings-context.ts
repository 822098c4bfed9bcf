import { createContext, use } from 'react';
import { WALL_DEFAULTS, type WallSettings } from '../../url/wall-settings.ts';

/** The settings of the screen that a component is on: those of the address, or those that are being tried out. */
export const WallSettingsContext = createContext<WallSettings>(WALL_DEFAULTS);

export const useWallSettings = (): WallSettings => use(WallSettingsContext);
