/** Pages, files and streams of events over HTTP, whatever they are about. */
@NullMarked
package io.campanile.admin.web;

import org.jspecify.annotations.NullMarked;
