interface LogMethod {
  (message: string): void;
  (fields: object, message?: string): void;
}

/** What `app.logger` must offer; pino and console both do. A plugin replaces it through `app/extend/application.ts`. */
export interface Logger {
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
}
