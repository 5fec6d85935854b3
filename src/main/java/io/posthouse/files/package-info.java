/** Uploads and downloads: where bytes go, what they are, who may have them. The store knows the files; here are their bytes. */
@NullMarked
package io.posthouse.files;

import org.jspecify.annotations.NullMarked;
