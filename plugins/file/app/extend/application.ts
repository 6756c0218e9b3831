import { extendApplication, onceFor, type Application } from '#kernel';
import { Inspection } from '../../upload/inspect/inspection.ts';

const inspectionOf = onceFor((app: Application) => new Inspection(app.config.upload.inspect));

/** What files add to the application. */
export default extendApplication({
  /** Looks into files of users, in processes of their own. */
  get inspection(): Inspection {
    return inspectionOf(this);
  },
});
