/* Linked into every test here: tells the leak sanitizer, when there is one,
 * that fontconfig keeps its caches until the process ends, and that cairo's
 * SVG surfaces forget a little of every group painted into them. */

const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libfontconfig\nleak:libcairo\n";
}
