package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PartedObjects;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The store as a process sees it that is killed: up to some call all is well, that one and all that
 * follow never come to it.
 */
final class MortalStore {
  private final AtomicInteger calls = new AtomicInteger();
  private final int fatal;

  /**
   * Dies at a call.
   *
   * @param fatal its number, from 1
   */
  MortalStore(int fatal) {
    this.fatal = fatal;
  }

  /** No line of the dead process runs any more, not even its handling of faults. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  ObjectStore over(ObjectStore store) {
    PartedObjects parted = mortal(PartedObjects.class, store.parted());
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "parted" -> parted;
                  case "bucket" -> store.bucket();
                  default -> call(store, method, arguments);
                });
  }

  private <T> T mortal(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("spool")
                    ? method.invoke(target, arguments)
                    : call(target, method, arguments)));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    if (calls.incrementAndGet() >= fatal) {
      throw new Killed();
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
