// Preloaded into every server we start: when the starting script is killed without a chance to stop it, it stops
// by itself instead of holding its port for ever.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
