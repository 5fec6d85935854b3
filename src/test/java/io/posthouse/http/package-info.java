/** Plain HTTP requests of tests. */
@org.jspecify.annotations.NullMarked
package io.posthouse.http;
