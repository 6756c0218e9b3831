import type { Application } from '#kernel';
import { DeviceMarks } from './device-marks.ts';

const known = new WeakMap<Application, DeviceMarks>();

/** The marks of an application's devices; their secret is made at the first login and shared by all nodes. */
export async function marksOf(app: Application): Promise<DeviceMarks> {
  const marks = known.get(app) ?? new DeviceMarks(await app.secret('device'));
  known.set(app, marks);
  return marks;
}
