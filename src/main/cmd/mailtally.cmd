@echo off
rem Starts Mailtally from its unpacked zip with a JDK 25 or later: the one that JAVA_HOME names,
rem else the first java.exe on PATH. Its file 'release' has the version; some Javas on PATH have
rem none beside them, and are taken as they are.
setlocal
set "jdk=%JAVA_HOME%"
if not exist "%jdk%\bin\java.exe" set "jdk="
if defined jdk goto look
set "java="
for %%j in (java.exe) do set "java=%%~$PATH:j"
if not defined java goto none
for %%j in ("%java%") do set "jdk=%%~dpj.."
if not exist "%jdk%\release" goto start
:look
set "java=%jdk%\bin\java.exe"
findstr /b /r "JAVA_VERSION=.2[5-9] JAVA_VERSION=.[3-9][0-9]" "%jdk%\release" >nul || goto none
:start
"%java%" -XX:+UseSerialGC -Xms48m -Xmx96m -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -jar "%~dp0app\mailtally.jar" %*
exit /b %errorlevel%
:none
echo mailtally: Mailtally needs a JDK 25 or later and found none. Install one, for example from https://adoptium.net, or set JAVA_HOME to yours. 1>&2
exit /b 3
